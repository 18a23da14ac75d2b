# A host of a module that is given its ports and the blocks of its offices, one of which is known after apply.
# Must be seen: undecided whether the internet reaches Host on 22, because of that rule's own blocks, at that rule; the
# rules for 443 and 9100 have nothing to do with it.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.40.0.0/16"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "public" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.40.0.0/24"
  map_public_ip_on_launch = true
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}

resource "aws_eip" "office" {
  domain = "vpc"
}

module "host" {
  source    = "./host"
  vpc_id    = aws_vpc.main.id
  subnet_id = aws_subnet.public.id
  ports     = { web = 443, ssh = 22, metrics = 9100 }
  sources   = ["203.0.113.0/28", "${aws_eip.office.public_ip}/32"]
}
