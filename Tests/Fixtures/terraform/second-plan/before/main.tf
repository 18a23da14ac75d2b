resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "g" { vpc_id = aws_vpc.v.id }
resource "aws_route_table" "r" {
  vpc_id = aws_vpc.v.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.g.id
  }
}
resource "aws_subnet" "s" {
  vpc_id = aws_vpc.v.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_route_table_association" "a" {
  subnet_id = aws_subnet.s.id
  route_table_id = aws_route_table.r.id
}
resource "aws_security_group" "web" {
  name = "web"
  vpc_id = aws_vpc.v.id
}
resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.web.id
  ip_protocol = "tcp"
  from_port = 443
  to_port = 443
  cidr_ipv4 = "0.0.0.0/0"
}
resource "aws_instance" "old" {
  ami = "ami-12c6146b"
  instance_type = "t3.micro"
  subnet_id = aws_subnet.s.id
  vpc_security_group_ids = [aws_security_group.web.id]
  associate_public_ip_address = true
}
resource "aws_security_group" "db" {
  name = "db"
  description = "old"
  vpc_id = aws_vpc.v.id
  ingress {
    from_port = 5432
    to_port = 5432
    protocol = "tcp"
    security_groups = [aws_security_group.web.id]
  }
  lifecycle { create_before_destroy = true }
}
resource "aws_instance" "db" {
  ami = "ami-12c6146b"
  instance_type = "t3.micro"
  subnet_id = aws_subnet.s.id
  vpc_security_group_ids = [aws_security_group.db.id]
}
resource "aws_vpc_security_group_ingress_rule" "ssh" {
  security_group_id = aws_security_group.web.id
  ip_protocol = "tcp"
  from_port = 22
  to_port = 22
  cidr_ipv4 = "0.0.0.0/0"
}
resource "aws_vpc_security_group_ingress_rule" "kept" {
  security_group_id = aws_security_group.web.id
  ip_protocol = "tcp"
  from_port = 8443
  to_port = 8443
  cidr_ipv4 = "0.0.0.0/0"
}
resource "aws_vpc_security_group_egress_rule" "web" {
  security_group_id = aws_security_group.web.id
  ip_protocol = "-1"
  cidr_ipv4 = "0.0.0.0/0"
}
