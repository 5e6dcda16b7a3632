"""The rig that puts portprobe beside its limit and its peers; see ../run."""
