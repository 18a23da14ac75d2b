variable "names" { type = list(string) }
variable "sgs" { type = map(string) }
variable "all" { type = list(string) }
variable "subnet" { type = string }
variable "which" { default = 0 }
resource "aws_instance" "chosen" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = var.subnet
  vpc_security_group_ids = [for n in var.names : var.sgs[n]]
}
resource "aws_instance" "every" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = var.subnet
  vpc_security_group_ids = values(var.sgs)
}
resource "aws_instance" "elem" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = var.subnet
  vpc_security_group_ids = [element(var.all, var.which)]
}
resource "aws_instance" "idx" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = var.subnet
  vpc_security_group_ids = [var.sgs["web"]]
}
resource "aws_instance" "all" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = var.subnet
  vpc_security_group_ids = var.all
}
resource "aws_instance" "two" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = var.subnet
  vpc_security_group_ids = [var.all[0], var.all[1]]
}
