title = Samvis
