"""The app in the browser: screens over the verbs of `app`, computing nothing themselves."""
