variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "availability_zones" {
  type    = list(string)
  default = ["eu-west-1a", "eu-west-1b"]
}

variable "account_id" {
  description = "Account that the stack is deployed to."
  type        = string
  default     = "111122223333"
}

variable "name" {
  type    = string
  default = "fastapi"
}

variable "vpc_cidr" {
  type    = string
  default = "10.30.0.0/16"
}

variable "app_port" {
  type    = number
  default = 8000
}

variable "image" {
  type    = string
  default = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/fastapi:3.2.0"
}

variable "certificate_arn" {
  type    = string
  default = "arn:aws:acm:eu-west-1:111122223333:certificate/0b2e8ac5-7c9f-4b7e-9d6e-3f4f5a6b7c8d"
}

variable "trusted_networks" {
  description = "The offices and the VPN."
  type        = list(string)
  default     = ["198.51.100.0/25", "203.0.113.64/26"]
}

variable "database_password" {
  description = "The first password; rotation replaces it. Neither plan nor state keep it."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "rotation_function_arn" {
  description = "Lambda function that rotates passwords of PostgreSQL."
  type        = string
  default     = "arn:aws:lambda:eu-west-1:111122223333:function:rotate-postgresql"
}

variable "logs_bucket" {
  type    = string
  default = "fastapi-logs-111122223333"
}
