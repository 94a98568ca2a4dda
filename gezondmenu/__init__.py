"""gezondmenu: appreciate and value small neighbourhood activities for health."""
