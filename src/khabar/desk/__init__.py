"""The local web desk: what happened, who says so, where they disagree, and what a person decides."""
