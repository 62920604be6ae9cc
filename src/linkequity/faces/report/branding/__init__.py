"""White label: the name, logo, colour and footer that the report bears."""
