# Networks beyond the cloud and people from home: a VPN to the gateway of one network and to a transit gateway, Direct Connect,
# a Client VPN, an Instance Connect Endpoint.

locals {
  onprem  = ["192.168.0.0/16", "172.20.0.0/16"]
  clients = "10.250.0.0/22"
}
resource "aws_vpc" "main" { cidr_block = "10.100.0.0/16" }
resource "aws_vpc" "lab" { cidr_block = "10.101.0.0/16" }
resource "aws_subnet" "app" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, each.value)
  availability_zone = "eu-central-1${each.key}"
}
resource "aws_subnet" "lab" {
  vpc_id     = aws_vpc.lab.id
  cidr_block = "10.101.0.0/24"
}

# A gateway of its own, with propagation into one of both tables.
resource "aws_vpn_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_customer_gateway" "office" {
  bgp_asn    = 65000
  ip_address = "198.51.100.10"
  type       = "ipsec.1"
}
resource "aws_vpn_connection" "office" {
  vpn_gateway_id      = aws_vpn_gateway.main.id
  customer_gateway_id = aws_customer_gateway.office.id
  type                = "ipsec.1"
  static_routes_only  = true
}
resource "aws_vpn_connection_route" "office" {
  for_each               = toset(local.onprem)
  vpn_connection_id      = aws_vpn_connection.office.id
  destination_cidr_block = each.value
}
resource "aws_route_table" "app" {
  for_each         = aws_subnet.app
  vpc_id           = aws_vpc.main.id
  propagating_vgws = each.key == "a" ? [aws_vpn_gateway.main.id] : []
}
resource "aws_route_table_association" "app" {
  for_each       = aws_subnet.app
  subnet_id      = each.value.id
  route_table_id = aws_route_table.app[each.key].id
}
resource "aws_security_group" "app" {
  name_prefix = "app-"
  vpc_id      = aws_vpc.main.id
  dynamic "ingress" {
    for_each = { for i, c in local.onprem : c => 443 + i }
    content {
      protocol    = "tcp"
      from_port   = ingress.value
      to_port     = ingress.value
      cidr_blocks = [ingress.key]
    }
  }
  egress {
    protocol    = "tcp"
    from_port   = 1521
    to_port     = 1521
    cidr_blocks = [local.onprem[0]]
  }
}
resource "aws_instance" "app" {
  for_each               = aws_subnet.app
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = each.value.id
  vpc_security_group_ids = [aws_security_group.app.id, aws_security_group.ssh.id]
}

# The lab by a transit gateway with a VPN of its own, whose routes are learned.
resource "aws_ec2_transit_gateway" "lab" {}
resource "aws_ec2_transit_gateway_vpc_attachment" "lab" {
  vpc_id             = aws_vpc.lab.id
  subnet_ids         = [aws_subnet.lab.id]
  transit_gateway_id = aws_ec2_transit_gateway.lab.id
}
resource "aws_vpn_connection" "lab" {
  transit_gateway_id  = aws_ec2_transit_gateway.lab.id
  customer_gateway_id = aws_customer_gateway.office.id
  type                = "ipsec.1"
}
resource "aws_default_route_table" "lab" {
  default_route_table_id = aws_vpc.lab.default_route_table_id
  route {
    cidr_block         = "192.168.0.0/16"
    transit_gateway_id = aws_ec2_transit_gateway.lab.id
  }
}
resource "aws_security_group" "lab" {
  name_prefix = "lab-"
  vpc_id      = aws_vpc.lab.id
  ingress {
    protocol    = "tcp"
    from_port   = 8000
    to_port     = 8000
    cidr_blocks = ["192.168.0.0/16", "172.20.0.0/16"]
  }
}
resource "aws_instance" "lab" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.lab.id
  vpc_security_group_ids = [aws_security_group.lab.id]
}

# People from home.
resource "aws_security_group" "clients" {
  name_prefix = "clients-"
  vpc_id      = aws_vpc.main.id
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_ec2_client_vpn_endpoint" "home" {
  server_certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d-0000-0000-0000-000000000000"
  client_cidr_block      = local.clients
  vpc_id                 = aws_vpc.main.id
  security_group_ids     = [aws_security_group.clients.id]
  split_tunnel           = true
  authentication_options {
    type                       = "certificate-authentication"
    root_certificate_chain_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d-0000-0000-0000-000000000001"
  }
  connection_log_options { enabled = false }
}
resource "aws_ec2_client_vpn_network_association" "home" {
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.home.id
  subnet_id              = aws_subnet.app["a"].id
}
resource "aws_ec2_client_vpn_authorization_rule" "home" {
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.home.id
  target_network_cidr    = aws_subnet.app["b"].cidr_block
  authorize_all_groups   = true
}
resource "aws_ec2_instance_connect_endpoint" "main" {
  subnet_id          = aws_subnet.app["b"].id
  security_group_ids = [aws_security_group.connect.id]
}
resource "aws_security_group" "connect" {
  name_prefix = "connect-"
  vpc_id      = aws_vpc.main.id
  egress {
    protocol        = "tcp"
    from_port       = 22
    to_port         = 22
    security_groups = [aws_security_group.ssh.id]
  }
}
resource "aws_security_group" "ssh" {
  name_prefix = "ssh-"
  vpc_id      = aws_vpc.main.id
}
resource "aws_vpc_security_group_ingress_rule" "ssh" {
  for_each = {
    connect = aws_security_group.connect.id
    clients = aws_security_group.clients.id
  }
  security_group_id            = aws_security_group.ssh.id
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 22
  to_port                      = 22
}
