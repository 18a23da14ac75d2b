variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "availability_zones" {
  type    = list(string)
  default = ["eu-central-1a", "eu-central-1b"]
}

variable "account_id" {
  description = "Account that the stack is deployed to."
  type        = string
  default     = "111122223333"
}

variable "name" {
  type    = string
  default = "grocery"
}

variable "app_port" {
  type    = number
  default = 5000
}

variable "ami" {
  description = "Image of the application, made beforehand."
  type        = string
  default     = "ami-0a1b2c3d4e5f60718"
}

variable "certificate_arn" {
  type    = string
  default = "arn:aws:acm:eu-central-1:111122223333:certificate/5a0f6b1c-90a1-4c5e-8d3b-2f9d1c7e6a54"
}

variable "domain" {
  type    = string
  default = "grocery.example.com"
}

variable "admin_networks" {
  description = "Office and home of the administrators."
  type        = list(string)
  default     = ["203.0.113.64/26", "198.51.100.17/32"]
}

variable "state_bucket" {
  type    = string
  default = "grocery-terraform-state-111122223333"
}

variable "assets_bucket" {
  type    = string
  default = "grocery-assets-111122223333"
}

variable "logs_bucket" {
  type    = string
  default = "grocery-logs-111122223333"
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
  default     = "arn:aws:lambda:eu-central-1:111122223333:function:rotate-postgresql"
}
