# A plan that only refreshes: what the state holds stays as it is.
# Must be seen: admin-port-open-to-world on aws_security_group.open["ssh"] of module.network.
module "network" {
  source = "./network"
}
