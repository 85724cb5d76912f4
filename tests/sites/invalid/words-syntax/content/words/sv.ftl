title = Samvis
search-button = { $count
