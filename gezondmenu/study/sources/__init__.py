"""What people really have: exports of forms, lists by hand, downloads, each turned into sheets and a proposal."""
