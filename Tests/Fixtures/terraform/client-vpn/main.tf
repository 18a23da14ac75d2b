# Clients of a VPN, who may log in to the machine of one subnet and not to those of another.

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "access" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_subnet" "apps" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
}

resource "aws_subnet" "vault" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.3.0/24"
}

resource "aws_security_group" "clients" {
  description = "Interfaces of the client VPN"
  vpc_id      = aws_vpc.main.id

  egress {
    description = "Log in to machines"
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_security_group" "machines" {
  description = "Machines that clients of the VPN log in to"
  vpc_id      = aws_vpc.main.id

  ingress {
    description     = "SSH of the clients"
    protocol        = "tcp"
    from_port       = 22
    to_port         = 22
    security_groups = [aws_security_group.clients.id]
  }
}

resource "aws_security_group" "office" {
  description = "Machines that admit what no client of the VPN is seen as"
  vpc_id      = aws_vpc.main.id

  ingress {
    description = "Addresses of the clients, which the VPN translates"
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["172.16.0.0/22"]
  }
}

resource "aws_instance" "reached" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.apps.id
  vpc_security_group_ids = [aws_security_group.machines.id]
}

resource "aws_instance" "unauthorized" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.vault.id
  vpc_security_group_ids = [aws_security_group.machines.id]
}

resource "aws_instance" "translated" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.apps.id
  vpc_security_group_ids = [aws_security_group.office.id]
}

resource "aws_ec2_client_vpn_endpoint" "vpn" {
  client_cidr_block      = "172.16.0.0/22"
  server_certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  vpc_id                 = aws_vpc.main.id
  security_group_ids     = [aws_security_group.clients.id]
  split_tunnel           = true

  authentication_options {
    type                       = "certificate-authentication"
    root_certificate_chain_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/66666666-7777-8888-9999-000000000000"
  }

  connection_log_options {
    enabled = false
  }
}

resource "aws_ec2_client_vpn_network_association" "access" {
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.vpn.id
  subnet_id              = aws_subnet.access.id
}

resource "aws_ec2_client_vpn_authorization_rule" "apps" {
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.vpn.id
  target_network_cidr    = "10.0.2.0/24"
  authorize_all_groups   = true
}

resource "aws_ec2_client_vpn_route" "office" {
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.vpn.id
  target_vpc_subnet_id   = aws_ec2_client_vpn_network_association.access.subnet_id
  destination_cidr_block = "192.168.0.0/16"
}
