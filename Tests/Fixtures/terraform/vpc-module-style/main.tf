# A VPC and security groups as the popular modules write them: everything counted, element() and try() around every
# reference, rules looked up in a map of names.
# Must be seen: admin-port-open-to-world on aws_security_group.app. Its instances choose between two subnets by
# each.key, which a plan does not say, but both are private: no path, and nothing undecided.

variable "public_subnets" { default = ["10.0.101.0/24", "10.0.102.0/24"] }
variable "private_subnets" { default = ["10.0.1.0/24", "10.0.2.0/24"] }
variable "database_subnets" { default = ["10.0.21.0/24", "10.0.22.0/24"] }
variable "azs" { default = ["eu-west-1a", "eu-west-1b"] }
variable "single_nat_gateway" { default = true }
variable "create_database_internet_gateway_route" { default = false }
locals {
  create_vpc = true
  vpc_id     = try(aws_vpc_ipv4_cidr_block_association.this[0].vpc_id, aws_vpc.this[0].id, "")
  nat_count  = var.single_nat_gateway ? 1 : length(var.azs)
}
resource "aws_vpc" "this" {
  count      = local.create_vpc ? 1 : 0
  cidr_block = "10.0.0.0/16"
  tags       = merge({ Name = "x" }, {})
}
resource "aws_vpc_ipv4_cidr_block_association" "this" {
  count      = 0
  vpc_id     = aws_vpc.this[0].id
  cidr_block = "10.1.0.0/16"
}
resource "aws_internet_gateway" "this" {
  count  = 1
  vpc_id = local.vpc_id
}
resource "aws_subnet" "public" {
  count                   = length(var.public_subnets)
  vpc_id                  = local.vpc_id
  cidr_block              = element(concat(var.public_subnets, [""]), count.index)
  availability_zone       = element(var.azs, count.index)
  map_public_ip_on_launch = true
}
resource "aws_subnet" "private" {
  count             = length(var.private_subnets)
  vpc_id            = local.vpc_id
  cidr_block        = var.private_subnets[count.index]
  availability_zone = element(var.azs, count.index)
}
resource "aws_subnet" "database" {
  count             = length(var.database_subnets)
  vpc_id            = local.vpc_id
  cidr_block        = var.database_subnets[count.index]
  availability_zone = element(var.azs, count.index)
}
resource "aws_route_table" "public" {
  count  = 1
  vpc_id = local.vpc_id
}
resource "aws_route" "public_internet_gateway" {
  count                  = 1
  route_table_id         = aws_route_table.public[0].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}
resource "aws_route_table" "private" {
  count  = local.nat_count
  vpc_id = local.vpc_id
}
resource "aws_eip" "nat" {
  count  = local.nat_count
  domain = "vpc"
}
resource "aws_nat_gateway" "this" {
  count         = local.nat_count
  allocation_id = element(aws_eip.nat[*].id, var.single_nat_gateway ? 0 : count.index)
  subnet_id     = element(aws_subnet.public[*].id, var.single_nat_gateway ? 0 : count.index)
}
resource "aws_route" "private_nat_gateway" {
  count                  = local.nat_count
  route_table_id         = element(aws_route_table.private[*].id, count.index)
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = element(aws_nat_gateway.this[*].id, count.index)
}
resource "aws_route_table_association" "public" {
  count          = length(var.public_subnets)
  subnet_id      = element(aws_subnet.public[*].id, count.index)
  route_table_id = element(aws_route_table.public[*].id, count.index)
}
resource "aws_route_table_association" "private" {
  count          = length(var.private_subnets)
  subnet_id      = element(aws_subnet.private[*].id, count.index)
  route_table_id = element(aws_route_table.private[*].id, var.single_nat_gateway ? 0 : count.index)
}
resource "aws_route_table_association" "database" {
  count          = length(var.database_subnets)
  subnet_id      = element(aws_subnet.database[*].id, count.index)
  route_table_id = element(coalescelist(aws_route_table.private[*].id), var.single_nat_gateway ? 0 : count.index)
}
resource "aws_db_subnet_group" "database" {
  count      = 1
  name       = "db"
  subnet_ids = aws_subnet.database[*].id
}
resource "aws_security_group" "db" {
  name_prefix = "db-"
  vpc_id      = local.vpc_id
  lifecycle { create_before_destroy = true }
}
resource "aws_security_group" "app" {
  name_prefix = "app-"
  vpc_id      = local.vpc_id
}
locals {
  rules   = { postgresql-tcp = [5432, 5432, "tcp"], ssh-tcp = [22, 22, "tcp"], https-443-tcp = [443, 443, "tcp"] }
  ingress = [{ rule = "ssh-tcp", cidr_blocks = "0.0.0.0/0" }, { rule = "https-443-tcp", cidr_blocks = "10.0.0.0/8,192.168.0.0/16" }]
}
resource "aws_security_group_rule" "ingress_with_cidr" {
  count             = length(local.ingress)
  security_group_id = aws_security_group.app.id
  type              = "ingress"
  cidr_blocks       = split(",", lookup(local.ingress[count.index], "cidr_blocks", "10.0.0.0/8"))
  from_port         = local.rules[local.ingress[count.index].rule][0]
  to_port           = local.rules[local.ingress[count.index].rule][1]
  protocol          = local.rules[local.ingress[count.index].rule][2]
}
resource "aws_security_group_rule" "db_from_app" {
  for_each                 = { postgresql-tcp = aws_security_group.app.id }
  security_group_id        = aws_security_group.db.id
  type                     = "ingress"
  source_security_group_id = each.value
  from_port                = local.rules[each.key][0]
  to_port                  = local.rules[each.key][1]
  protocol                 = local.rules[each.key][2]
}
resource "aws_db_instance" "this" {
  identifier_prefix           = "x"
  engine                      = "postgres"
  instance_class              = "db.t3.micro"
  allocated_storage           = 10
  username                    = "u"
  manage_master_user_password = true
  db_subnet_group_name        = try(aws_db_subnet_group.database[0].name, null)
  vpc_security_group_ids      = compact([aws_security_group.db.id, ""])
  skip_final_snapshot         = true
}
resource "aws_instance" "app" {
  for_each               = toset(["a", "b"])
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = each.key == "a" ? aws_subnet.private[0].id : aws_subnet.private[1].id
  vpc_security_group_ids = [aws_security_group.app.id]
}
