"""First run (lần đầu): the school, a password, the recovery code; under two minutes."""
