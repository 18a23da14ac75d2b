variable "azs" { type = list(string) }
variable "private_subnets" { type = list(string) }
variable "public_subnets" { type = list(string) }

resource "aws_vpc" "this" {
  count      = 1
  cidr_block = replace(concat(var.private_subnets, var.public_subnets)[0], "0.0/24", "0.0/16")
}
resource "aws_internet_gateway" "this" {
  count  = length(var.public_subnets) > 0 ? 1 : 0
  vpc_id = local.vpc_id
}
resource "aws_subnet" "private" {
  count             = length(var.private_subnets)
  vpc_id            = local.vpc_id
  availability_zone = element(var.azs, count.index)
  cidr_block        = element(concat(var.private_subnets, [""]), count.index)
}
resource "aws_subnet" "public" {
  count             = length(var.public_subnets)
  vpc_id            = local.vpc_id
  availability_zone = element(var.azs, count.index)
  cidr_block        = element(concat(var.public_subnets, [""]), count.index)
}
resource "aws_route_table" "private" {
  count  = length(var.private_subnets)
  vpc_id = local.vpc_id
}
resource "aws_route_table" "public" {
  count  = length(var.public_subnets) > 0 ? 1 : 0
  vpc_id = local.vpc_id
}
resource "aws_route" "public" {
  count                  = length(var.public_subnets) > 0 ? 1 : 0
  route_table_id         = aws_route_table.public[0].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}
resource "aws_route_table_association" "public" {
  count          = length(var.public_subnets)
  subnet_id      = element(aws_subnet.public[*].id, count.index)
  route_table_id = aws_route_table.public[0].id
}
resource "aws_route_table_association" "private" {
  count          = length(var.private_subnets)
  subnet_id      = element(aws_subnet.private[*].id, count.index)
  route_table_id = element(aws_route_table.private[*].id, count.index)
}

locals {
  vpc_id                  = try(aws_vpc.this[0].id, "")
  private_route_table_ids = aws_route_table.private[*].id
  public_route_table_ids  = aws_route_table.public[*].id
}

output "vpc_id" { value = try(aws_vpc.this[0].id, null) }
output "owner" { value = try(aws_vpc.this[0].owner_id, null) }
output "private_subnets" { value = aws_subnet.private[*].id }
output "public_subnets" { value = aws_subnet.public[*].id }
output "private_route_table_ids" { value = local.private_route_table_ids }
output "public_route_table_ids" { value = local.public_route_table_ids }
