# An address that is known only after apply, given to a module that takes it through a local value and a dynamic block:
# of neither does a plan hold the expressions, so the origin is named by what the module is given.
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }

resource "aws_eip" "office" {}

module "gate" {
  source = "./gate"
  vpc    = aws_vpc.main.id
  office = aws_eip.office.public_ip
}
