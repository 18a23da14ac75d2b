# Spokes of one module behind a transit gateway, with one egress network, endpoints of a shared network, and blackholes between
# spokes: who gets to whom, by which table, and out by which gateway.

locals {
  azs = ["eu-central-1a", "eu-central-1b"]
  spokes = {
    shop = {
      cidr       = "10.10.0.0/16"
      attach_azs = ["eu-central-1a", "eu-central-1b"]
      ingress    = { web = { port = 443, cidrs = ["10.0.0.0/8"] } }
    }
    data = {
      cidr       = "10.20.0.0/16"
      attach_azs = ["eu-central-1a"]
      ingress    = { db = { port = 5432, cidrs = ["10.0.0.0/8"] } }
    }
  }
}

resource "aws_ec2_transit_gateway" "hub" {
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
}
resource "aws_ec2_transit_gateway_route_table" "spokes" { transit_gateway_id = aws_ec2_transit_gateway.hub.id }
resource "aws_ec2_transit_gateway_route_table" "core" { transit_gateway_id = aws_ec2_transit_gateway.hub.id }

module "spoke" {
  for_each     = local.spokes
  source       = "./modules/spoke"
  name         = each.key
  cidr         = each.value.cidr
  azs          = local.azs
  attach_azs   = each.value.attach_azs
  ingress      = each.value.ingress
  tgw_id       = aws_ec2_transit_gateway.hub.id
  tgw_table_id = aws_ec2_transit_gateway_route_table.spokes.id
}

# Spokes know the way out and the shared network, and not each other.
resource "aws_ec2_transit_gateway_route" "out" {
  destination_cidr_block         = "0.0.0.0/0"
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.egress.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.spokes.id
}
resource "aws_ec2_transit_gateway_route" "apart" {
  for_each                       = toset(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"])
  destination_cidr_block         = each.value
  blackhole                      = true
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.spokes.id
}
resource "aws_ec2_transit_gateway_route_table_propagation" "shared_to_spokes" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.shared.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.spokes.id
}
resource "aws_ec2_transit_gateway_route_table_propagation" "spokes_to_core" {
  for_each                       = module.spoke
  transit_gateway_attachment_id  = each.value.attachment_id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.core.id
}
resource "aws_ec2_transit_gateway_route_table_association" "core" {
  for_each = {
    egress = aws_ec2_transit_gateway_vpc_attachment.egress.id
    shared = aws_ec2_transit_gateway_vpc_attachment.shared.id
  }
  transit_gateway_attachment_id  = each.value
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.core.id
}

# The way out.
resource "aws_vpc" "egress" { cidr_block = "10.1.0.0/16" }
resource "aws_internet_gateway" "egress" { vpc_id = aws_vpc.egress.id }
resource "aws_subnet" "public" {
  count             = length(local.azs)
  vpc_id            = aws_vpc.egress.id
  cidr_block        = cidrsubnet(aws_vpc.egress.cidr_block, 8, count.index)
  availability_zone = element(local.azs, count.index)
}
resource "aws_subnet" "attach" {
  count             = length(local.azs)
  vpc_id            = aws_vpc.egress.id
  cidr_block        = cidrsubnet(aws_vpc.egress.cidr_block, 8, 100 + count.index)
  availability_zone = element(local.azs, count.index)
}
resource "aws_eip" "nat" {
  count  = length(local.azs)
  domain = "vpc"
}
resource "aws_nat_gateway" "egress" {
  count         = length(local.azs)
  allocation_id = element(aws_eip.nat[*].id, count.index)
  subnet_id     = element(aws_subnet.public[*].id, count.index)
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.egress.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.egress.id
  }
  route {
    cidr_block         = "10.0.0.0/8"
    transit_gateway_id = aws_ec2_transit_gateway.hub.id
  }
}
resource "aws_route_table_association" "public" {
  count          = length(aws_subnet.public)
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}
resource "aws_route_table" "attach" {
  count  = length(local.azs)
  vpc_id = aws_vpc.egress.id
}
resource "aws_route" "attach" {
  count                  = length(local.azs)
  route_table_id         = element(aws_route_table.attach[*].id, count.index)
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = element(aws_nat_gateway.egress[*].id, count.index)
}
resource "aws_route_table_association" "attach" {
  count          = length(local.azs)
  subnet_id      = element(aws_subnet.attach[*].id, count.index)
  route_table_id = element(aws_route_table.attach[*].id, count.index)
}
resource "aws_ec2_transit_gateway_vpc_attachment" "egress" {
  vpc_id                                          = aws_vpc.egress.id
  subnet_ids                                      = aws_subnet.attach[*].id
  transit_gateway_id                              = aws_ec2_transit_gateway.hub.id
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
}

# Endpoints for everybody.
resource "aws_vpc" "shared" { cidr_block = "10.2.0.0/16" }
resource "aws_subnet" "shared" {
  for_each          = { for i, az in local.azs : az => i }
  vpc_id            = aws_vpc.shared.id
  cidr_block        = cidrsubnet("10.2.0.0/16", 8, each.value)
  availability_zone = each.key
}
resource "aws_default_route_table" "shared" {
  default_route_table_id = aws_vpc.shared.default_route_table_id
  route {
    cidr_block         = "10.0.0.0/8"
    transit_gateway_id = aws_ec2_transit_gateway.hub.id
  }
}
resource "aws_ec2_transit_gateway_vpc_attachment" "shared" {
  vpc_id                                          = aws_vpc.shared.id
  subnet_ids                                      = values(aws_subnet.shared)[*].id
  transit_gateway_id                              = aws_ec2_transit_gateway.hub.id
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
}
resource "aws_security_group" "endpoints" {
  name_prefix = "endpoints-"
  vpc_id      = aws_vpc.shared.id
}
resource "aws_vpc_security_group_ingress_rule" "endpoints" {
  for_each          = { for k, s in local.spokes : k => s.cidr if k != "data" }
  security_group_id = aws_security_group.endpoints.id
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
resource "aws_vpc_endpoint" "shared" {
  for_each            = toset(["ssm", "ec2messages"])
  vpc_id              = aws_vpc.shared.id
  service_name        = "com.amazonaws.eu-central-1.${each.value}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [for s in aws_subnet.shared : s.id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = false
}
