"""The rig that compares portprobe with a C baseline and nmap; see ../run."""
