hits = { $count } träffar
