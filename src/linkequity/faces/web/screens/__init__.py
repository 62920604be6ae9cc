"""The screens, one file each: what a URL shows, asked of `app` and written by a template."""
