variable "vpc_id" {
  type = string
}

variable "cidrs" {
  type = list(string)
}

variable "internet" {
  type    = bool
  default = false
}

variable "gateway_id" {
  type    = string
  default = null
}

resource "aws_subnet" "this" {
  count = length(var.cidrs)

  vpc_id            = var.vpc_id
  cidr_block        = var.cidrs[count.index]
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
}

resource "aws_route_table" "this" {
  vpc_id = var.vpc_id
}

resource "aws_route" "internet" {
  count = var.internet ? 1 : 0

  route_table_id         = aws_route_table.this.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = var.gateway_id
}

resource "aws_route_table_association" "this" {
  count = length(var.cidrs)

  subnet_id      = aws_subnet.this[count.index].id
  route_table_id = aws_route_table.this.id
}

output "ids" {
  value = aws_subnet.this[*].id
}
