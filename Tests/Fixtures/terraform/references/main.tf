# Every way to refer to something that is known only after apply: by index, by key, by splat, through modules with
# count and for_each, through a choice.

variable "single_gateway" {
  type    = bool
  default = true
}

variable "extra_group" {
  type    = string
  default = "sg-0123456789abcdef0"
}

resource "aws_vpc" "main" {
  cidr_block                       = "10.0.0.0/16"
  assign_generated_ipv6_cidr_block = true
}

resource "aws_subnet" "counted" {
  count = 2

  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
}

resource "aws_subnet" "keyed" {
  for_each = { eu = "10.0.16.0/24", us = "10.0.17.0/24" }

  vpc_id     = aws_subnet.counted[0].vpc_id
  cidr_block = each.value
}

# By index, by key, and the instances of something else as elements.
resource "aws_route_table" "keyed" {
  for_each = aws_subnet.keyed

  vpc_id = each.value.vpc_id
}

resource "aws_route_table_association" "keyed" {
  for_each = aws_subnet.keyed

  subnet_id      = each.value.id
  route_table_id = aws_route_table.keyed[each.key].id
}

resource "aws_eip" "nat" {
  count = 2

  domain = "vpc"
}

resource "aws_nat_gateway" "counted" {
  count = 2

  subnet_id     = aws_subnet.counted[count.index].id
  allocation_id = aws_eip.nat[count.index].id
}

# Fewer gateways than tables: which one cannot be seen.
resource "aws_route_table" "chosen" {
  count = 3

  vpc_id = aws_vpc.main.id

  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.counted[var.single_gateway ? 0 : count.index].id
  }
}

resource "aws_db_subnet_group" "all" {
  name       = "all"
  subnet_ids = concat(aws_subnet.counted[*].id, values(aws_subnet.keyed)[*].id)
}

resource "aws_db_subnet_group" "one" {
  name       = "one"
  subnet_ids = [aws_subnet.keyed["eu"].id, aws_subnet.counted[1].id]
}

resource "aws_security_group" "a" {
  name   = "a"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "b" {
  name   = "b"
  vpc_id = aws_vpc.main.id

  # Two blocks that name different groups: a plan has one list of references for both.
  ingress {
    protocol        = "tcp"
    from_port       = 80
    to_port         = 80
    security_groups = [aws_security_group.a.id]
  }

  ingress {
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    security_groups = [aws_vpc.main.default_security_group_id]
  }
}

resource "aws_instance" "either" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.nano"
  subnet_id              = var.single_gateway ? aws_subnet.counted[0].id : aws_subnet.keyed["us"].id
  vpc_security_group_ids = compact([aws_security_group.a.id, var.extra_group])
}

# Modules: with for_each, with count, one in the other; a whole object goes in, a list and an element come out.
module "cell" {
  source   = "./cell"
  for_each = { eu = 0, us = 1 }

  network   = aws_vpc.main
  subnet_id = aws_subnet.keyed[each.key].id
  subnets   = aws_subnet.counted[*].id
}

resource "aws_lb" "front" {
  name               = "front"
  load_balancer_type = "network"
  subnets            = module.cell["eu"].subnets
  security_groups    = [module.cell["us"].group_ids[1]]
}

resource "aws_lb" "each" {
  for_each = toset(["eu", "us"])

  name               = each.key
  load_balancer_type = "network"
  subnets            = [aws_subnet.keyed[each.key].id]
  security_groups    = module.cell[each.key].group_ids
}

# What AWS creates with the VPC.
resource "aws_default_network_acl" "main" {
  default_network_acl_id = aws_vpc.main.default_network_acl_id
}

resource "aws_route" "main" {
  route_table_id         = aws_vpc.main.main_route_table_id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

# Nothing is there: the choice falls on what is.
resource "aws_security_group" "none" {
  count = 0

  name   = "none"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "some" {
  security_group_id            = try(aws_security_group.none[0].id, aws_security_group.a.id)
  referenced_security_group_id = aws_vpc.main.default_security_group_id
  ip_protocol                  = "-1"
}
