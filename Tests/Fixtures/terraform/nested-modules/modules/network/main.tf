variable "cidr" {
  type = string
}

resource "aws_vpc" "main" {
  cidr_block = var.cidr
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

module "public" {
  source     = "./subnets"
  vpc_id     = aws_vpc.main.id
  cidrs      = [cidrsubnet(var.cidr, 8, 1), cidrsubnet(var.cidr, 8, 2)]
  internet   = true
  gateway_id = aws_internet_gateway.main.id
}

module "private" {
  source = "./subnets"
  vpc_id = aws_vpc.main.id
  cidrs  = [cidrsubnet(var.cidr, 8, 3), cidrsubnet(var.cidr, 8, 4)]
}

output "vpc_id" {
  value = aws_vpc.main.id
}

output "public_subnet_ids" {
  value = module.public.ids
}

output "private_subnet_ids" {
  value = module.private.ids
}
