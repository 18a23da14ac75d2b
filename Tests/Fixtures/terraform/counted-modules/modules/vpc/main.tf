locals {
  max_subnet_length = max(length(var.private_subnets), length(var.database_subnets))
  nat_gateway_count = var.single_nat_gateway ? 1 : var.one_nat_gateway_per_az ? length(var.azs) : local.max_subnet_length
  vpc_id            = try(aws_vpc_ipv4_cidr_block_association.this[0].vpc_id, aws_vpc.this[0].id, "")
  create_vpc        = var.create_vpc
}
resource "aws_vpc" "this" {
  count                = local.create_vpc ? 1 : 0
  cidr_block           = var.cidr
  enable_dns_hostnames = var.enable_dns_hostnames
  enable_dns_support   = true
  tags                 = merge({ "Name" = var.name }, var.tags)
}
resource "aws_vpc_ipv4_cidr_block_association" "this" {
  count      = local.create_vpc && length(var.secondary_cidr_blocks) > 0 ? length(var.secondary_cidr_blocks) : 0
  vpc_id     = aws_vpc.this[0].id
  cidr_block = element(var.secondary_cidr_blocks, count.index)
}
resource "aws_default_security_group" "this" {
  count  = local.create_vpc && var.manage_default_security_group ? 1 : 0
  vpc_id = aws_vpc.this[0].id
  dynamic "ingress" {
    for_each = var.default_security_group_ingress
    content {
      self        = lookup(ingress.value, "self", null)
      cidr_blocks = compact(split(",", lookup(ingress.value, "cidr_blocks", "")))
      from_port   = lookup(ingress.value, "from_port", 0)
      to_port     = lookup(ingress.value, "to_port", 0)
      protocol    = lookup(ingress.value, "protocol", "-1")
    }
  }
}
resource "aws_internet_gateway" "this" {
  count  = local.create_vpc && var.create_igw && length(var.public_subnets) > 0 ? 1 : 0
  vpc_id = local.vpc_id
  tags   = { Name = var.name }
}
resource "aws_route_table" "public" {
  count  = local.create_vpc && length(var.public_subnets) > 0 ? 1 : 0
  vpc_id = local.vpc_id
  tags   = { Name = "${var.name}-public" }
}
resource "aws_route" "public_internet_gateway" {
  count                  = local.create_vpc && var.create_igw && length(var.public_subnets) > 0 ? 1 : 0
  route_table_id         = aws_route_table.public[0].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
  timeouts { create = "5m" }
}
resource "aws_route_table" "private" {
  count  = local.create_vpc && local.max_subnet_length > 0 ? local.nat_gateway_count : 0
  vpc_id = local.vpc_id
  tags   = { Name = var.single_nat_gateway ? "${var.name}-private" : format("${var.name}-private-%s", element(var.azs, count.index)) }
}
resource "aws_route_table" "database" {
  count  = local.create_vpc && var.create_database_subnet_route_table && length(var.database_subnets) > 0 ? 1 : 0
  vpc_id = local.vpc_id
}
resource "aws_subnet" "public" {
  count                   = local.create_vpc && length(var.public_subnets) > 0 && (false == var.one_nat_gateway_per_az || length(var.public_subnets) >= length(var.azs)) ? length(var.public_subnets) : 0
  vpc_id                  = local.vpc_id
  cidr_block              = element(concat(var.public_subnets, [""]), count.index)
  availability_zone       = length(regexall("^[a-z]{2}-", element(var.azs, count.index))) > 0 ? element(var.azs, count.index) : null
  map_public_ip_on_launch = var.map_public_ip_on_launch
  tags                    = { Name = format("${var.name}-public-%s", element(var.azs, count.index)) }
}
resource "aws_subnet" "private" {
  count             = local.create_vpc && length(var.private_subnets) > 0 ? length(var.private_subnets) : 0
  vpc_id            = local.vpc_id
  cidr_block        = var.private_subnets[count.index]
  availability_zone = element(var.azs, count.index)
}
resource "aws_subnet" "database" {
  count             = local.create_vpc && length(var.database_subnets) > 0 ? length(var.database_subnets) : 0
  vpc_id            = local.vpc_id
  cidr_block        = var.database_subnets[count.index]
  availability_zone = element(var.azs, count.index)
}
resource "aws_db_subnet_group" "database" {
  count      = local.create_vpc && length(var.database_subnets) > 0 ? 1 : 0
  name       = lower(var.name)
  subnet_ids = aws_subnet.database.*.id
}
locals { nat_gateway_ips = split(",", var.reuse_nat_ips ? join(",", var.external_nat_ip_ids) : join(",", aws_eip.nat.*.id)) }
resource "aws_eip" "nat" {
  count  = local.create_vpc && var.enable_nat_gateway && false == var.reuse_nat_ips ? local.nat_gateway_count : 0
  domain = "vpc"
}
resource "aws_nat_gateway" "this" {
  count         = local.create_vpc && var.enable_nat_gateway ? local.nat_gateway_count : 0
  allocation_id = element(local.nat_gateway_ips, var.single_nat_gateway ? 0 : count.index)
  subnet_id     = element(aws_subnet.public[*].id, var.single_nat_gateway ? 0 : count.index)
  depends_on    = [aws_internet_gateway.this]
}
resource "aws_route" "private_nat_gateway" {
  count                  = local.create_vpc && var.enable_nat_gateway ? local.nat_gateway_count : 0
  route_table_id         = element(aws_route_table.private[*].id, count.index)
  destination_cidr_block = var.nat_gateway_destination_cidr_block
  nat_gateway_id         = element(aws_nat_gateway.this[*].id, count.index)
}
resource "aws_route_table_association" "private" {
  count          = local.create_vpc && length(var.private_subnets) > 0 ? length(var.private_subnets) : 0
  subnet_id      = element(aws_subnet.private[*].id, count.index)
  route_table_id = element(aws_route_table.private[*].id, var.single_nat_gateway ? 0 : count.index)
}
resource "aws_route_table_association" "database" {
  count          = local.create_vpc && length(var.database_subnets) > 0 ? length(var.database_subnets) : 0
  subnet_id      = element(aws_subnet.database[*].id, count.index)
  route_table_id = element(coalescelist(aws_route_table.database[*].id, aws_route_table.private[*].id), var.create_database_subnet_route_table ? 0 : count.index)
}
resource "aws_route_table_association" "public" {
  count          = local.create_vpc && length(var.public_subnets) > 0 ? length(var.public_subnets) : 0
  subnet_id      = element(aws_subnet.public[*].id, count.index)
  route_table_id = aws_route_table.public[0].id
}
