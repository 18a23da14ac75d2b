# Subnets by count and by for_each, referred to by index, key, splat and for expression.
# Must be seen: aws_db_instance.main["splat"] sits in private[0] and [1]; keyed in zone["a"] and zone["b"], which
# route to the internet gateway (private-tier-in-public-subnet); single in private[1] and zone["b"], of which the
# second is public (private-tier-in-public-subnet). In the plan the subnet groups' subnet_ids are unknown: the
# configuration refers to "aws_subnet.private" or "aws_subnet.zone" as a whole, or to one instance.

locals {
  zones = { a = "eu-central-1a", b = "eu-central-1b" }
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "private" {
  count = 2

  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.${count.index}.0/24"
  availability_zone = values(local.zones)[count.index]
}

resource "aws_subnet" "zone" {
  for_each = local.zones

  vpc_id            = aws_vpc.main.id
  cidr_block        = each.key == "a" ? "10.0.10.0/24" : "10.0.11.0/24"
  availability_zone = each.value
}

resource "aws_route_table" "zone" {
  for_each = local.zones

  vpc_id = aws_vpc.main.id
}

resource "aws_route" "internet" {
  for_each = aws_route_table.zone

  route_table_id         = each.value.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_route_table_association" "zone" {
  for_each = local.zones

  subnet_id      = aws_subnet.zone[each.key].id
  route_table_id = aws_route_table.zone[each.key].id
}

resource "aws_security_group" "database" {
  name   = "database"
  vpc_id = aws_vpc.main.id
}

resource "aws_db_subnet_group" "splat" {
  name       = "splat"
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_db_subnet_group" "keyed" {
  name       = "keyed"
  subnet_ids = [for subnet in aws_subnet.zone : subnet.id]
}

resource "aws_db_subnet_group" "single" {
  name       = "single"
  subnet_ids = [aws_subnet.private[1].id, aws_subnet.zone["b"].id]
}

resource "aws_db_instance" "main" {
  for_each = {
    splat  = aws_db_subnet_group.splat.name
    keyed  = aws_db_subnet_group.keyed.name
    single = aws_db_subnet_group.single.name
  }

  identifier                  = each.key
  engine                      = "mysql"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "admin"
  manage_master_user_password = true
  db_subnet_group_name        = each.value
  vpc_security_group_ids      = [aws_security_group.database.id]
  skip_final_snapshot         = true
}
