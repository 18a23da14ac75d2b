variable "vpc_id" { type = string }
variable "igw_id" { type = list(string) }
variable "ipv4_cidr_block" { type = list(string) }
variable "availability_zones" { type = list(string) }
variable "nat_gateway_enabled" {
  type = bool
  default = true
}
variable "max_nats" {
  type = number
  default = 999
}
variable "open_network_acl" {
  type = bool
  default = true
}
locals {
  e = module.this.enabled
  azs = local.e ? var.availability_zones : []
  az_count = length(local.azs)
  ipv4_private = [for i, _ in local.azs : cidrsubnet(var.ipv4_cidr_block[0], 3, i)]
  ipv4_public = [for i, _ in local.azs : cidrsubnet(var.ipv4_cidr_block[0], 3, 4 + i)]
  nat_count = local.e && var.nat_gateway_enabled ? min(local.az_count, var.max_nats) : 0
  private_route_table_count = local.e ? local.az_count : 0
  public_route_table_count = local.e ? 1 : 0
  create_public_route_tables = local.e
  public_route_table_ids = local.create_public_route_tables ? aws_route_table.public[*].id : []
  private_route_table_ids = aws_route_table.private[*].id
  nat_gateway_ids = aws_nat_gateway.default[*].id
  az_private_map = { for z in local.azs : z => [for i, s in aws_subnet.private : s.id if local.azs[i] == z] }
  private4_acl_enabled = var.open_network_acl
}
resource "aws_subnet" "private" {
  count = local.az_count
  vpc_id = var.vpc_id
  availability_zone = local.azs[count.index]
  cidr_block = local.ipv4_private[count.index]
  tags = merge(module.this.tags, { Name = format("%s-private-%s", module.this.id, local.azs[count.index]) })
}
resource "aws_subnet" "public" {
  count = local.az_count
  vpc_id = var.vpc_id
  availability_zone = local.azs[count.index]
  cidr_block = local.ipv4_public[count.index]
  map_public_ip_on_launch = true
  tags = module.this.tags
}
resource "aws_route_table" "private" {
  count = local.private_route_table_count
  vpc_id = var.vpc_id
}
resource "aws_route_table" "public" {
  count = local.public_route_table_count
  vpc_id = var.vpc_id
}
resource "aws_route" "public" {
  count = local.public_route_table_count
  route_table_id = local.public_route_table_ids[count.index]
  destination_cidr_block = "0.0.0.0/0"
  gateway_id = var.igw_id[0]
}
resource "aws_route_table_association" "private" {
  count = local.az_count
  subnet_id = aws_subnet.private[count.index].id
  route_table_id = element(local.private_route_table_ids, count.index)
}
resource "aws_route_table_association" "public" {
  count = local.az_count
  subnet_id = aws_subnet.public[count.index].id
  route_table_id = element(local.public_route_table_ids, count.index)
}
resource "aws_network_acl" "private" {
  count = local.private4_acl_enabled ? 1 : 0
  vpc_id = var.vpc_id
  subnet_ids = aws_subnet.private[*].id
}
resource "aws_network_acl_rule" "private4_ingress" {
  count = local.private4_acl_enabled ? 1 : 0
  network_acl_id = aws_network_acl.private[0].id
  rule_action = "allow"
  rule_number = 100
  egress = false
  cidr_block = "0.0.0.0/0"
  from_port = 0
  to_port = 0
  protocol = "-1"
}
resource "aws_network_acl_rule" "private4_egress" {
  count = local.private4_acl_enabled ? 1 : 0
  network_acl_id = aws_network_acl.private[0].id
  rule_action = "allow"
  rule_number = 100
  egress = true
  cidr_block = "0.0.0.0/0"
  from_port = 0
  to_port = 0
  protocol = "-1"
}
resource "aws_eip" "default" {
  count = local.nat_count
  domain = "vpc"
  tags = module.this.tags
}
resource "aws_nat_gateway" "default" {
  count = local.nat_count
  allocation_id = aws_eip.default[count.index].id
  subnet_id = aws_subnet.public[count.index].id
  depends_on = [aws_eip.default]
}
resource "aws_route" "nat4" {
  count = local.nat_count > 0 ? local.private_route_table_count : 0
  route_table_id = local.private_route_table_ids[count.index]
  nat_gateway_id = element(local.nat_gateway_ids, count.index)
  destination_cidr_block = "0.0.0.0/0"
  depends_on = [aws_route_table.private]
}
output "public_subnet_ids" { value = aws_subnet.public[*].id }
output "private_subnet_ids" { value = aws_subnet.private[*].id }
output "az_private_subnets_map" { value = local.az_private_map }
