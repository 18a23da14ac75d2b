# A hub network and what connects it: peering, a transit gateway, VPNs, Direct Connect, VPC endpoints.
# Must be seen: nothing open to the internet; the bastion of the hub takes SSH from the office behind the VPN only.
# Every connection is in the model and no type of it is said to be not modelled, but for what is at the other ends
# (customer gateways, Direct Connect gateways).

resource "aws_vpc" "hub" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "spoke" {
  for_each = { app = "10.1.0.0/16", data = "10.2.0.0/16" }

  cidr_block = each.value
}

resource "aws_subnet" "hub" {
  count = 2

  vpc_id            = aws_vpc.hub.id
  cidr_block        = cidrsubnet(aws_vpc.hub.cidr_block, 8, count.index)
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
}

resource "aws_subnet" "spoke" {
  for_each = aws_vpc.spoke

  vpc_id            = each.value.id
  cidr_block        = cidrsubnet(each.value.cidr_block, 8, 0)
  availability_zone = "eu-central-1a"
}

resource "aws_route_table" "hub" {
  vpc_id           = aws_vpc.hub.id
  propagating_vgws = [aws_vpn_gateway.hub.id]

  route {
    cidr_block                = aws_vpc.spoke["app"].cidr_block
    vpc_peering_connection_id = aws_vpc_peering_connection.app.id
  }

  route {
    cidr_block         = "10.2.0.0/16"
    transit_gateway_id = aws_ec2_transit_gateway.main.id
  }

  route {
    cidr_block           = "10.9.0.0/24"
    network_interface_id = aws_network_interface.appliance.id
  }

  route {
    cidr_block      = "10.9.1.0/24"
    vpc_endpoint_id = aws_vpc_endpoint.inspection.id
  }

  route {
    cidr_block         = "10.9.2.0/24"
    carrier_gateway_id = aws_ec2_carrier_gateway.hub.id
  }

  route {
    cidr_block = "10.9.3.0/24"
    gateway_id = aws_vpn_gateway.hub.id
  }
}

resource "aws_route_table_association" "hub" {
  count = 2

  subnet_id      = aws_subnet.hub[count.index].id
  route_table_id = aws_route_table.hub.id
}

resource "aws_route_table" "spoke" {
  for_each = aws_vpc.spoke

  vpc_id = each.value.id
}

resource "aws_route_table_association" "spoke" {
  for_each = aws_vpc.spoke

  subnet_id      = aws_subnet.spoke[each.key].id
  route_table_id = aws_route_table.spoke[each.key].id
}

resource "aws_route" "app_to_hub" {
  route_table_id            = aws_route_table.spoke["app"].id
  destination_cidr_block    = aws_vpc.hub.cidr_block
  vpc_peering_connection_id = aws_vpc_peering_connection.app.id
}

resource "aws_route" "data_to_all" {
  route_table_id         = aws_route_table.spoke["data"].id
  destination_cidr_block = "0.0.0.0/0"
  transit_gateway_id     = aws_ec2_transit_gateway.main.id
}

resource "aws_route" "data_to_partner" {
  route_table_id             = aws_route_table.spoke["data"].id
  destination_prefix_list_id = aws_ec2_managed_prefix_list.partner.id
  vpc_peering_connection_id  = aws_vpc_peering_connection_accepter.far.id
}

resource "aws_route" "data_to_wan" {
  route_table_id         = aws_route_table.spoke["data"].id
  destination_cidr_block = "10.200.0.0/16"
  core_network_arn       = aws_networkmanager_core_network.wan.arn
}

# Peering

resource "aws_vpc_peering_connection" "app" {
  vpc_id      = aws_vpc.hub.id
  peer_vpc_id = aws_vpc.spoke["app"].id
  auto_accept = true
}

resource "aws_vpc_peering_connection" "far" {
  vpc_id      = aws_vpc.hub.id
  peer_vpc_id = aws_vpc.spoke["data"].id
  peer_region = "eu-west-1"
}

resource "aws_vpc_peering_connection_accepter" "far" {
  vpc_peering_connection_id = aws_vpc_peering_connection.far.id
  auto_accept               = true
}

resource "aws_vpc_peering_connection_options" "far" {
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.far.id

  requester {
    allow_remote_vpc_dns_resolution = true
  }
}

resource "aws_vpc_peering_connection" "partner" {
  vpc_id        = aws_vpc.hub.id
  peer_vpc_id   = "vpc-0a1b2c3d4e5f60718"
  peer_owner_id = "210987654321"
}

resource "aws_vpc_peering_connection_accepter" "theirs" {
  vpc_peering_connection_id = "pcx-0a1b2c3d4e5f60718"
  auto_accept               = true
}

resource "aws_route" "app_to_theirs" {
  route_table_id            = aws_route_table.spoke["app"].id
  destination_cidr_block    = "10.77.0.0/16"
  vpc_peering_connection_id = "pcx-0a1b2c3d4e5f60718"
}

# Transit gateway

resource "aws_ec2_transit_gateway" "main" {
  security_group_referencing_support = "enable"
}

resource "aws_ec2_transit_gateway_vpc_attachment" "hub" {
  transit_gateway_id = aws_ec2_transit_gateway.main.id
  vpc_id             = aws_vpc.hub.id
  subnet_ids         = aws_subnet.hub[*].id
}

resource "aws_ec2_transit_gateway_vpc_attachment" "spoke" {
  for_each = aws_vpc.spoke

  transit_gateway_id                              = aws_ec2_transit_gateway.main.id
  vpc_id                                          = each.value.id
  subnet_ids                                      = [aws_subnet.spoke[each.key].id]
  security_group_referencing_support              = "disable"
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
}

resource "aws_ec2_transit_gateway_vpc_attachment_accepter" "theirs" {
  transit_gateway_attachment_id                   = "tgw-attach-0a1b2c3d4e5f60718"
  transit_gateway_default_route_table_association = false
}

resource "aws_ec2_transit_gateway_peering_attachment" "far" {
  transit_gateway_id      = aws_ec2_transit_gateway.main.id
  peer_transit_gateway_id = aws_ec2_transit_gateway.far.id
  peer_region             = "eu-west-1"
}

resource "aws_ec2_transit_gateway_peering_attachment_accepter" "far" {
  transit_gateway_attachment_id = aws_ec2_transit_gateway_peering_attachment.far.id
}

resource "aws_ec2_transit_gateway_peering_attachment" "pending" {
  transit_gateway_id      = aws_ec2_transit_gateway.main.id
  peer_transit_gateway_id = "tgw-0a1b2c3d4e5f60718"
  peer_region             = "eu-west-1"
}

resource "aws_ec2_transit_gateway" "far" {
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
}

resource "aws_ec2_transit_gateway_connect" "appliance" {
  transit_gateway_id      = aws_ec2_transit_gateway.main.id
  transport_attachment_id = aws_ec2_transit_gateway_vpc_attachment.hub.id
}

resource "aws_ec2_transit_gateway_route_table" "spokes" {
  transit_gateway_id = aws_ec2_transit_gateway.main.id
}

resource "aws_ec2_transit_gateway_route_table" "far" {
  transit_gateway_id = aws_ec2_transit_gateway.far.id
}

resource "aws_ec2_transit_gateway_default_route_table_propagation" "main" {
  transit_gateway_id             = aws_ec2_transit_gateway.main.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.spokes.id
}

resource "aws_ec2_transit_gateway_route_table_association" "spoke" {
  for_each = aws_vpc.spoke

  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.spoke[each.key].id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.spokes.id
}

resource "aws_ec2_transit_gateway_route_table_propagation" "spoke" {
  for_each = aws_vpc.spoke

  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.spoke[each.key].id
  transit_gateway_route_table_id = aws_ec2_transit_gateway.main.association_default_route_table_id
}

resource "aws_ec2_transit_gateway_route" "to_hub" {
  destination_cidr_block         = "0.0.0.0/0"
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.hub.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.spokes.id
}

resource "aws_ec2_transit_gateway_route" "between_spokes" {
  destination_cidr_block         = "10.1.0.0/16"
  blackhole                      = true
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.spokes.id
}

resource "aws_ec2_transit_gateway_route" "to_office" {
  destination_cidr_block         = "192.168.0.0/16"
  transit_gateway_attachment_id  = aws_vpn_connection.transit.transit_gateway_attachment_id
  transit_gateway_route_table_id = aws_ec2_transit_gateway.main.association_default_route_table_id
}

resource "aws_ec2_transit_gateway_route" "back" {
  destination_cidr_block         = "10.0.0.0/8"
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_peering_attachment_accepter.far.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.far.id
}

resource "aws_ec2_transit_gateway_prefix_list_reference" "partner" {
  prefix_list_id                 = aws_ec2_managed_prefix_list.partner.id
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_peering_attachment.far.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.spokes.id
}

resource "aws_ec2_managed_prefix_list" "partner" {
  name           = "partner"
  address_family = "IPv4"
  max_entries    = 1

  entry {
    cidr = "10.88.0.0/16"
  }
}

# VPN, Direct Connect, a carrier

resource "aws_customer_gateway" "office" {
  bgp_asn    = 65000
  ip_address = "198.51.100.10"
  type       = "ipsec.1"
}

resource "aws_vpn_gateway" "hub" {
  vpc_id = aws_vpc.hub.id
}

resource "aws_vpn_gateway" "app" {}

resource "aws_vpn_gateway_attachment" "app" {
  vpc_id         = aws_vpc.spoke["app"].id
  vpn_gateway_id = aws_vpn_gateway.app.id
}

resource "aws_vpn_gateway_route_propagation" "app" {
  route_table_id = aws_route_table.spoke["app"].id
  vpn_gateway_id = aws_vpn_gateway_attachment.app.vpn_gateway_id
}

resource "aws_vpn_connection" "hub" {
  vpn_gateway_id      = aws_vpn_gateway.hub.id
  customer_gateway_id = aws_customer_gateway.office.id
  type                = "ipsec.1"
  static_routes_only  = true
}

resource "aws_vpn_connection_route" "hub" {
  destination_cidr_block = "192.168.0.0/16"
  vpn_connection_id      = aws_vpn_connection.hub.id
}

resource "aws_vpn_connection" "app" {
  vpn_gateway_id      = aws_vpn_gateway.app.id
  customer_gateway_id = aws_customer_gateway.office.id
  type                = "ipsec.1"
}

resource "aws_vpn_connection" "transit" {
  transit_gateway_id  = aws_ec2_transit_gateway.main.id
  customer_gateway_id = aws_customer_gateway.office.id
  type                = "ipsec.1"
  static_routes_only  = true
}

resource "aws_dx_gateway" "main" {
  name            = "main"
  amazon_side_asn = "64512"
}

resource "aws_dx_gateway_association" "virtual" {
  dx_gateway_id         = aws_dx_gateway.main.id
  associated_gateway_id = aws_vpn_gateway.app.id
}

resource "aws_dx_gateway_association" "transit" {
  dx_gateway_id         = aws_dx_gateway.main.id
  associated_gateway_id = aws_ec2_transit_gateway.far.id
  allowed_prefixes      = ["10.0.0.0/8"]
}

data "aws_ec2_transit_gateway_dx_gateway_attachment" "far" {
  transit_gateway_id = aws_dx_gateway_association.transit.associated_gateway_id
  dx_gateway_id      = aws_dx_gateway.main.id
}

data "aws_ec2_transit_gateway_vpn_attachment" "office" {
  transit_gateway_id = aws_ec2_transit_gateway.main.id
  vpn_connection_id  = aws_vpn_connection.transit.id
}

resource "aws_ec2_transit_gateway_route_table_propagation" "office" {
  transit_gateway_attachment_id  = data.aws_ec2_transit_gateway_vpn_attachment.office.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.spokes.id
}

resource "aws_ec2_transit_gateway_route_table_association" "direct" {
  transit_gateway_attachment_id  = data.aws_ec2_transit_gateway_dx_gateway_attachment.far.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.far.id
}

resource "aws_ec2_carrier_gateway" "hub" {
  vpc_id = aws_vpc.hub.id
}

resource "aws_networkmanager_global_network" "wan" {}

resource "aws_networkmanager_core_network" "wan" {
  global_network_id = aws_networkmanager_global_network.wan.id
}

# Endpoints

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.hub.id
  service_name    = "com.amazonaws.eu-central-1.s3"
  route_table_ids = [aws_route_table.hub.id]
}

resource "aws_vpc_endpoint" "spoke_s3" {
  vpc_id       = aws_vpc.spoke["app"].id
  service_name = "com.amazonaws.eu-central-1.s3"
}

resource "aws_vpc_endpoint_route_table_association" "spoke_s3" {
  vpc_endpoint_id = aws_vpc_endpoint.spoke_s3.id
  route_table_id  = aws_route_table.spoke["app"].id
}

resource "aws_vpc_endpoint_policy" "spoke_s3" {
  vpc_endpoint_id = aws_vpc_endpoint.spoke_s3.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::app-releases/*"
    }]
  })
}

resource "aws_vpc_endpoint" "ssm" {
  vpc_id              = aws_vpc.hub.id
  service_name        = "com.amazonaws.eu-central-1.ssm"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.hub[0].id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
}

resource "aws_vpc_endpoint_subnet_association" "ssm" {
  vpc_endpoint_id = aws_vpc_endpoint.ssm.id
  subnet_id       = aws_subnet.hub[1].id
}

resource "aws_vpc_endpoint" "kms" {
  vpc_id            = aws_vpc.hub.id
  service_name      = "com.amazonaws.eu-central-1.kms"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.hub[0].id]
}

resource "aws_vpc_endpoint_security_group_association" "kms" {
  vpc_endpoint_id   = aws_vpc_endpoint.kms.id
  security_group_id = aws_security_group.endpoints.id
}

resource "aws_vpc_endpoint_private_dns" "kms" {
  vpc_endpoint_id     = aws_vpc_endpoint.kms.id
  private_dns_enabled = true
}

resource "aws_vpc_endpoint" "ec2" {
  vpc_id            = aws_vpc.hub.id
  service_name      = "com.amazonaws.eu-central-1.ec2"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.hub[0].id]
}

resource "aws_vpc_endpoint_security_group_association" "ec2" {
  vpc_endpoint_id             = aws_vpc_endpoint.ec2.id
  security_group_id           = aws_security_group.endpoints.id
  replace_default_association = true
}

resource "aws_lb" "inspection" {
  name               = "inspection"
  load_balancer_type = "gateway"
  subnets            = [aws_subnet.spoke["data"].id]
}

resource "aws_vpc_endpoint_service" "inspection" {
  acceptance_required        = false
  gateway_load_balancer_arns = [aws_lb.inspection.arn]
}

resource "aws_vpc_endpoint_service_allowed_principal" "inspection" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.inspection.id
  principal_arn           = "arn:aws:iam::123456789012:root"
}

resource "aws_vpc_endpoint" "inspection" {
  vpc_id            = aws_vpc.hub.id
  service_name      = aws_vpc_endpoint_service.inspection.service_name
  vpc_endpoint_type = "GatewayLoadBalancer"
  subnet_ids        = [aws_subnet.hub[1].id]
}

resource "aws_security_group" "endpoints" {
  name   = "endpoints"
  vpc_id = aws_vpc.hub.id

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/8"]
  }
}

# What is in the hub

resource "aws_security_group" "bastion" {
  name   = "bastion"
  vpc_id = aws_vpc.hub.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["192.168.0.0/16"]
  }
}

resource "aws_network_interface" "appliance" {
  subnet_id         = aws_subnet.hub[0].id
  source_dest_check = false
  private_ips       = ["10.0.0.10", "10.0.0.11"]
  security_groups   = [aws_security_group.bastion.id]
}

resource "aws_instance" "bastion" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.hub[0].id
  private_ip             = "10.0.0.20"
  vpc_security_group_ids = [aws_security_group.bastion.id]
}

resource "aws_route_table" "edge" {
  vpc_id = aws_vpc.hub.id
}

resource "aws_route_table_association" "edge" {
  gateway_id     = aws_vpn_gateway.hub.id
  route_table_id = aws_route_table.edge.id
}
