title = Samvis
search = Sök
