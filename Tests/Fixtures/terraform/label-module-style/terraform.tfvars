context = { enabled = true, namespace = "eg", stage = "prod", name = "shop", attributes = [], tags = { Team = "a" }, delimiter = "-", label_order = [] }
