# A subnet without an association follows the VPC's main route table, which is changed in two ways.
# Must be seen: both instances are reachable by SSH from the internet: replaced through
# aws_main_route_table_association, extended through a route in aws_vpc.extended.main_route_table_id (unknown in the
# plan: a link by reference). The associated subnet of replaced has a table of its own and is private.

resource "aws_vpc" "replaced" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_internet_gateway" "replaced" {
  vpc_id = aws_vpc.replaced.id
}

resource "aws_route_table" "replaced" {
  vpc_id = aws_vpc.replaced.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.replaced.id
  }
}

resource "aws_main_route_table_association" "replaced" {
  vpc_id         = aws_vpc.replaced.id
  route_table_id = aws_route_table.replaced.id
}

resource "aws_subnet" "replaced" {
  vpc_id     = aws_vpc.replaced.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_subnet" "associated" {
  vpc_id     = aws_vpc.replaced.id
  cidr_block = "10.0.2.0/24"
}

resource "aws_route_table" "associated" {
  vpc_id = aws_vpc.replaced.id
}

resource "aws_route_table_association" "associated" {
  subnet_id      = aws_subnet.associated.id
  route_table_id = aws_route_table.associated.id
}

resource "aws_vpc" "extended" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_internet_gateway" "extended" {
  vpc_id = aws_vpc.extended.id
}

resource "aws_route" "extended" {
  route_table_id         = aws_vpc.extended.main_route_table_id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.extended.id
}

resource "aws_subnet" "extended" {
  vpc_id     = aws_vpc.extended.id
  cidr_block = "10.1.1.0/24"
}

resource "aws_security_group" "ssh" {
  for_each = { replaced = aws_vpc.replaced.id, extended = aws_vpc.extended.id }

  name   = each.key
  vpc_id = each.value

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "replaced" {
  ami                         = "ami-0c7217cdde317cfec"
  instance_type               = "t4g.micro"
  subnet_id                   = aws_subnet.replaced.id
  vpc_security_group_ids      = [aws_security_group.ssh["replaced"].id]
  associate_public_ip_address = true
}

resource "aws_instance" "associated" {
  ami                         = "ami-0c7217cdde317cfec"
  instance_type               = "t4g.micro"
  subnet_id                   = aws_subnet.associated.id
  vpc_security_group_ids      = [aws_security_group.ssh["replaced"].id]
  associate_public_ip_address = true
}

resource "aws_instance" "extended" {
  ami                         = "ami-0c7217cdde317cfec"
  instance_type               = "t4g.micro"
  subnet_id                   = aws_subnet.extended.id
  vpc_security_group_ids      = [aws_security_group.ssh["extended"].id]
  associate_public_ip_address = true
}
