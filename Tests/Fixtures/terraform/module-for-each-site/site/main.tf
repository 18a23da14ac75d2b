terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.main]
    }
  }
}
variable "block" { type = string }
variable "open" { type = bool }
variable "hosts" { type = map(object({ port = number })) }
variable "peer_cidr" {
  type    = string
  default = null
}
resource "aws_vpc" "this" {
  provider   = aws.main
  cidr_block = var.block
}
resource "aws_internet_gateway" "this" {
  provider = aws.main
  count    = var.open ? 1 : 0
  vpc_id   = aws_vpc.this.id
}
resource "aws_subnet" "this" {
  provider                = aws.main
  vpc_id                  = aws_vpc.this.id
  cidr_block              = cidrsubnet(var.block, 8, 0)
  map_public_ip_on_launch = true
}
resource "aws_route_table" "this" {
  provider = aws.main
  vpc_id   = aws_vpc.this.id
  dynamic "route" {
    for_each = aws_internet_gateway.this
    content {
      cidr_block = "0.0.0.0/0"
      gateway_id = route.value.id
    }
  }
}
resource "aws_route_table_association" "this" {
  provider       = aws.main
  subnet_id      = aws_subnet.this.id
  route_table_id = aws_route_table.this.id
}
resource "aws_security_group" "host" {
  provider = aws.main
  for_each = var.hosts
  name     = each.key
  vpc_id   = aws_vpc.this.id
  ingress {
    protocol    = "tcp"
    from_port   = each.value.port
    to_port     = each.value.port
    cidr_blocks = compact(["0.0.0.0/0", var.peer_cidr])
  }
}
resource "aws_instance" "host" {
  provider               = aws.main
  for_each               = var.hosts
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.this.id
  vpc_security_group_ids = [aws_security_group.host[each.key].id]
}
output "vpc_id" { value = aws_vpc.this.id }
output "table_id" { value = aws_route_table.this.id }
output "groups" { value = { for k, g in aws_security_group.host : k => g.id } }
