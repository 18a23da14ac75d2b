variable "vpc_id" {}
variable "subnet_id" {}
variable "ports" { type = map(number) }
variable "sources" { type = list(string) }
resource "aws_security_group" "host" {
  vpc_id = var.vpc_id
  dynamic "ingress" {
    for_each = var.ports
    content {
      description = ingress.key
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ingress.key == "web" ? ["0.0.0.0/0"] : var.sources
    }
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_instance" "host" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = var.subnet_id
  vpc_security_group_ids = [aws_security_group.host.id]
}
output "group_id" { value = aws_security_group.host.id }
