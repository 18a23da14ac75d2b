# Two networks with the same addresses that meet by private NAT, transit gateways that peer, a site by VPN.
resource "aws_ec2_transit_gateway" "main" {
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
}
resource "aws_ec2_transit_gateway_route_table" "main" { transit_gateway_id = aws_ec2_transit_gateway.main.id }

# Both have 10.160.0.0/24 for hosts; a second block is routable.
resource "aws_vpc" "left" { cidr_block = "10.160.0.0/24" }
resource "aws_vpc_ipv4_cidr_block_association" "left" {
  vpc_id     = aws_vpc.left.id
  cidr_block = "100.64.0.0/24"
}
resource "aws_vpc" "right" { cidr_block = "10.160.0.0/24" }
resource "aws_vpc_ipv4_cidr_block_association" "right" {
  vpc_id     = aws_vpc.right.id
  cidr_block = "100.64.1.0/24"
}
resource "aws_subnet" "left" {
  vpc_id     = aws_vpc.left.id
  cidr_block = "10.160.0.0/25"
}
resource "aws_subnet" "left_routable" {
  vpc_id     = aws_vpc_ipv4_cidr_block_association.left.vpc_id
  cidr_block = "100.64.0.0/25"
}
resource "aws_subnet" "right" {
  vpc_id     = aws_vpc.right.id
  cidr_block = "10.160.0.0/25"
}
resource "aws_subnet" "right_routable" {
  vpc_id     = aws_vpc_ipv4_cidr_block_association.right.vpc_id
  cidr_block = "100.64.1.0/25"
}
resource "aws_nat_gateway" "left" {
  connectivity_type = "private"
  subnet_id         = aws_subnet.left_routable.id
}
resource "aws_ec2_transit_gateway_vpc_attachment" "left" {
  transit_gateway_id                              = aws_ec2_transit_gateway.main.id
  vpc_id                                          = aws_vpc.left.id
  subnet_ids                                      = [aws_subnet.left_routable.id]
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
}
resource "aws_ec2_transit_gateway_vpc_attachment" "right" {
  transit_gateway_id                              = aws_ec2_transit_gateway.main.id
  vpc_id                                          = aws_vpc.right.id
  subnet_ids                                      = [aws_subnet.right_routable.id]
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
}
resource "aws_ec2_transit_gateway_route_table_association" "all" {
  for_each = {
    left  = aws_ec2_transit_gateway_vpc_attachment.left.id
    right = aws_ec2_transit_gateway_vpc_attachment.right.id
  }
  transit_gateway_attachment_id  = each.value
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.main.id
}
resource "aws_ec2_transit_gateway_route" "left" {
  destination_cidr_block         = "100.64.0.0/24"
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.left.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.main.id
}
resource "aws_ec2_transit_gateway_route" "right" {
  destination_cidr_block         = "100.64.1.0/24"
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.right.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.main.id
}
# A hole in the right one's block: 100.64.1.64/26.
resource "aws_ec2_transit_gateway_route" "hole" {
  destination_cidr_block         = "100.64.1.64/26"
  blackhole                      = true
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.main.id
}
resource "aws_route_table" "left" {
  vpc_id = aws_vpc.left.id
  route {
    cidr_block     = "100.64.1.0/24"
    nat_gateway_id = aws_nat_gateway.left.id
  }
}
resource "aws_route_table" "left_routable" {
  vpc_id = aws_vpc.left.id
  route {
    cidr_block         = "100.64.1.0/24"
    transit_gateway_id = aws_ec2_transit_gateway.main.id
  }
}
resource "aws_route_table" "right_routable" {
  vpc_id = aws_vpc.right.id
  route {
    cidr_block         = "100.64.0.0/24"
    transit_gateway_id = aws_ec2_transit_gateway.main.id
  }
  route {
    cidr_block = "192.168.0.0/16"
    gateway_id = aws_vpn_gateway.right.id
  }
}
resource "aws_route_table_association" "left" {
  subnet_id      = aws_subnet.left.id
  route_table_id = aws_route_table.left.id
}
resource "aws_route_table_association" "left_routable" {
  subnet_id      = aws_subnet.left_routable.id
  route_table_id = aws_route_table.left_routable.id
}
resource "aws_route_table_association" "right_routable" {
  subnet_id      = aws_subnet.right_routable.id
  route_table_id = aws_route_table.right_routable.id
}
# A site behind a VPN with static routes.
resource "aws_vpn_gateway" "right" { vpc_id = aws_vpc.right.id }
resource "aws_customer_gateway" "site" {
  bgp_asn    = 65000
  ip_address = "198.51.100.10"
  type       = "ipsec.1"
}
resource "aws_vpn_connection" "site" {
  vpn_gateway_id      = aws_vpn_gateway.right.id
  customer_gateway_id = aws_customer_gateway.site.id
  type                = "ipsec.1"
  static_routes_only  = true
}
resource "aws_vpn_connection_route" "site" {
  destination_cidr_block = "192.168.10.0/24"
  vpn_connection_id      = aws_vpn_connection.site.id
}
resource "aws_security_group" "left" {
  name   = "left"
  vpc_id = aws_vpc.left.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
# The hosts of the left come as the gateway; the group knows the routable block.
resource "aws_security_group" "right" {
  name   = "right"
  vpc_id = aws_vpc.right.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["100.64.0.0/24"]
  }
  ingress {
    protocol    = "tcp"
    from_port   = 8443
    to_port     = 8443
    cidr_blocks = ["10.160.0.0/24"]
  }
  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["192.168.0.0/16"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_instance" "left" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.left.id
  private_ip             = "10.160.0.10"
  vpc_security_group_ids = [aws_security_group.left.id]
}
resource "aws_instance" "left_routable" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.left_routable.id
  private_ip             = "100.64.0.10"
  vpc_security_group_ids = [aws_security_group.left.id]
}
resource "aws_instance" "right" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.right_routable.id
  private_ip             = "100.64.1.10"
  vpc_security_group_ids = [aws_security_group.right.id]
}
resource "aws_instance" "hole" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.right_routable.id
  private_ip             = "100.64.1.70"
  vpc_security_group_ids = [aws_security_group.right.id]
}
resource "aws_instance" "right_inner" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.right.id
  private_ip             = "10.160.0.11"
  vpc_security_group_ids = [aws_security_group.right.id]
}
