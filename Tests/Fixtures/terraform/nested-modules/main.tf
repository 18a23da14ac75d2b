# A module in a module; ids travel through outputs and variables.
# Must be seen: database-open-to-world on both databases. Which of two lists of subnets each has, a plan does not say: it
# keeps the references of a choice and not its shape. So database-reachable-from-internet and
# private-tier-in-public-subnet are undecided on "orders", which asks for a public address; "users", which does not, has
# no path either way, and its subnets are undecided.

module "network" {
  source = "./modules/network"
  cidr   = "10.0.0.0/16"
}

module "database" {
  source   = "./modules/database"
  for_each = { orders = true, users = false }

  name       = each.key
  vpc_id     = module.network.vpc_id
  public     = each.value
  subnet_ids = each.value ? module.network.public_subnet_ids : module.network.private_subnet_ids
}
