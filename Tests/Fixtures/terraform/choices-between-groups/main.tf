# What chooses between groups is not always a variable: a workspace, a number of other resources. A plan lists what is chosen from.

variable "extra" { default = 1 }

resource "aws_vpc" "main" { cidr_block = "10.120.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_default_route_table" "main" {
  default_route_table_id = aws_vpc.main.default_route_table_id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_subnet" "main" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.120.0.0/24"
  map_public_ip_on_launch = true
}
resource "aws_subnet" "extra" {
  count      = var.extra
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet("10.120.0.0/16", 8, 10 + count.index)
}
resource "aws_security_group" "web" {
  name_prefix = "web-"
  vpc_id      = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "ssh" {
  name_prefix = "ssh-"
  vpc_id      = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "none" {
  count  = 0
  vpc_id = aws_vpc.main.id
}
resource "aws_instance" "by_workspace" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.main.id
  vpc_security_group_ids = [terraform.workspace == "prod" ? aws_security_group.web.id : aws_security_group.ssh.id]
}
resource "aws_instance" "by_number" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.main.id
  vpc_security_group_ids = length(aws_subnet.extra) > 0 ? [aws_security_group.web.id] : [aws_security_group.ssh.id]
}
resource "aws_instance" "both" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.main.id
  vpc_security_group_ids = concat([aws_security_group.web.id, aws_security_group.ssh.id], aws_security_group.none[*].id)
}
