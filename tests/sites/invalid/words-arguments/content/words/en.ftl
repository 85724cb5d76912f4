hits = { $number } hits
