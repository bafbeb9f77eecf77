"""What people type. One file per command; what they do stands on the floors below."""
