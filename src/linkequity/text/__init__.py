"""Text read: languages, sentences, stems, and what is near to what."""
