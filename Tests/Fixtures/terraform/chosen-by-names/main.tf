resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "s" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_security_group" "web" { vpc_id = aws_vpc.v.id }
resource "aws_security_group" "ops" { vpc_id = aws_vpc.v.id }
resource "aws_security_group" "db" {
  vpc_id = aws_vpc.v.id
  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.ops.id]
  }
}
resource "aws_vpc_security_group_egress_rule" "ops" {
  for_each          = { web = aws_security_group.web.id, ops = aws_security_group.ops.id }
  security_group_id = each.value
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_instance" "db" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.s.id
  vpc_security_group_ids = [aws_security_group.db.id]
}
module "app" {
  source = "./app"
  names  = ["web"]
  sgs    = { web = aws_security_group.web.id, ops = aws_security_group.ops.id }
  all    = [aws_security_group.web.id, aws_security_group.ops.id]
  subnet = aws_subnet.s.id
}
