"""Who looks after whom: requests for help, invitations and employers."""
