# A module in a module; ids travel through outputs and variables.
# Must be seen: module.database["orders"].aws_db_instance.main sits in module.network.module.public.aws_subnet.this[0]
# and [1], which route to module.network.aws_internet_gateway.main, and its group is open to the world:
# database-reachable-from-internet, private-tier-in-public-subnet. module.database["users"] is in the private subnets:
# database-open-to-world there, no path.

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
