# Modules that pass on what their callers do not set, made by `count`, with blocks that are always there written as
# dynamic ones, and outputs that are locals of theirs.
# Must be seen: module.web.aws_lb.this[0] and the hosts have the provider's defaults (internet-facing, no public address
# of their own, no role) although they are "known after apply"; module.hidden's load balancer may be internal.
# module.service.aws_ecs_service.this is in awsvpc mode, and gets no public address: its block is one that is there. In
# which of the network's subnets it is cannot be seen, but it reaches the load balancer from each. Its group is in the VPC
# of the subnet that a data source reads when the plan is applied.

locals {
  name = "passed"
  azs  = ["eu-west-1a", "eu-west-1b"]
}

module "network" {
  source          = "./network"
  azs             = local.azs
  private_subnets = [for k, v in local.azs : cidrsubnet("10.0.0.0/16", 8, k)]
  public_subnets  = [for k, v in local.azs : cidrsubnet("10.0.0.0/16", 8, k + 4)]
}

module "others" {
  source          = "./network"
  count           = 3
  azs             = local.azs
  private_subnets = [for k, v in local.azs : cidrsubnet("10.${count.index + 1}.0.0/16", 8, k)]
  public_subnets  = []
}

module "web" {
  source  = "./web"
  name    = local.name
  vpc_id  = module.network.vpc_id
  subnets = module.network.public_subnets
  hosts = {
    one = { subnet = module.network.private_subnets[0] }
  }
}

module "hidden" {
  source   = "./web"
  name     = "hidden"
  vpc_id   = module.network.vpc_id
  subnets  = module.network.public_subnets
  internal = module.network.owner == "123456789012"
}

module "service" {
  source      = "./service"
  name        = "service"
  vpc_id      = module.network.vpc_id
  subnets     = module.network.private_subnets
  tables      = module.network.private_route_table_ids
  tables_too  = module.network.public_route_table_ids
  more_tables = flatten([module.network.private_route_table_ids, module.network.public_route_table_ids])
}
