"""HTTP in front of the service: Flask views that translate and do nothing else."""
