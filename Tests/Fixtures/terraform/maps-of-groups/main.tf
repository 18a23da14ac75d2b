# A map of groups that is made of the outputs of modules, as the clients of a database.
#
# A plan writes `module.web[each.key].group` as `module.web`, and only `module.admin.group` in full: which of them a rule
# is for is not known. Must not be seen: a rule for the admin group twice (security-group-rule-redundant), or a database
# that nobody but the admin reaches. Whichever it is, the plan has no member of these groups, so that nobody gets in.
locals {
  environments = { prod = "10.10.0.0/16", stage = "10.11.0.0/16" }
}

resource "aws_vpc" "main" {
  for_each   = local.environments
  cidr_block = each.value
}

resource "aws_subnet" "main" {
  for_each          = { for pair in setproduct(keys(local.environments), ["a", "b"]) : join("-", pair) => pair }
  vpc_id            = aws_vpc.main[each.value[0]].id
  availability_zone = "eu-central-1${each.value[1]}"
  cidr_block        = cidrsubnet(local.environments[each.value[0]], 8, each.value[1] == "a" ? 1 : 2)
}

module "web" {
  source   = "./modules/service"
  for_each = local.environments
  vpc      = aws_vpc.main[each.key].id
}

module "admin" {
  source = "./modules/service"
  vpc    = aws_vpc.main["stage"].id
}

module "database" {
  source   = "./modules/database"
  for_each = local.environments
  name     = each.key
  vpc      = aws_vpc.main[each.key].id
  subnets  = [aws_subnet.main["${each.key}-a"].id, aws_subnet.main["${each.key}-b"].id]
  clients = (
    each.key == "prod"
    ? { web = module.web[each.key].group }
    : { web = module.web[each.key].group, admin = module.admin.group }
  )
}
