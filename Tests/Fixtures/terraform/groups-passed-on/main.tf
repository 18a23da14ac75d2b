# Groups that nothing of the model has, and what names them all the same.
#
# Must be seen: security-group-unused on alone and named_as_source, which a rule of another group is no use of; undecided
# on exported (an output), handed_in (an argument of a module), and
# module.web.aws_security_group.own (an output of the module). Not on attached and vpn (of a client VPN endpoint).

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "main" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.0.0/24"
}

resource "aws_security_group" "attached" {
  vpc_id      = aws_vpc.main.id
  description = "The instance"

  ingress {
    description     = "From a group that nothing has"
    protocol        = "tcp"
    from_port       = 22
    to_port         = 22
    security_groups = [aws_security_group.named_as_source.id]
  }
}

resource "aws_security_group" "named_as_source" {
  vpc_id      = aws_vpc.main.id
  description = "Named as a source only"
}

resource "aws_security_group" "alone" {
  vpc_id      = aws_vpc.main.id
  description = "Named by nothing"
}

resource "aws_security_group" "vpn" {
  count       = 2
  vpc_id      = aws_vpc.main.id
  description = "Of a client VPN endpoint"
}

resource "aws_security_group" "exported" {
  vpc_id      = aws_vpc.main.id
  description = "Passed out"
}

resource "aws_security_group" "handed_in" {
  vpc_id      = aws_vpc.main.id
  description = "Passed into a module"
}

resource "aws_instance" "main" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.micro"
  subnet_id              = aws_subnet.main.id
  vpc_security_group_ids = [aws_security_group.attached.id]
}

resource "aws_ec2_client_vpn_endpoint" "main" {
  server_certificate_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"
  client_cidr_block      = "10.1.0.0/22"
  vpc_id                 = aws_vpc.main.id
  security_group_ids     = aws_security_group.vpn[*].id

  authentication_options {
    type                       = "certificate-authentication"
    root_certificate_chain_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"
  }

  connection_log_options {
    enabled = false
  }
}

module "web" {
  source = "./modules/web"

  vpc_id   = aws_vpc.main.id
  group_id = aws_security_group.handed_in.id
}

output "group" {
  value = aws_security_group.exported.id
}
